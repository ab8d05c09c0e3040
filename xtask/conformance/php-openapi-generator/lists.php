<?php
declare(strict_types=1);

use GuzzleHttp\Client;
use OpenAPI\Client\Api\MemberListsApi;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\{BannedMembersQuery, ContentType, PermissionGroupMembersQuery};

final class Refused extends Exception {}

function sign(int $app, string $admin, string $key, int $now): string
{
    $text = "TLS.identifier:$admin\nTLS.sdkappid:$app\nTLS.time:$now\nTLS.expire:86400\n";
    $document = ['TLS.ver' => '2.0', 'TLS.identifier' => $admin, 'TLS.sdkappid' => $app, 'TLS.time' => $now,
        'TLS.expire' => 86400, 'TLS.sig' => base64_encode(hash_hmac('sha256', $text, $key, true))];
    return strtr(base64_encode(gzcompress(json_encode($document))), '+/=', '*-_');
}

final class Lists
{
    public static $newRandom;
    private MemberListsApi $api;

    public function __construct(string $url, private int $app, private string $admin, public string $userSig)
    {
        $http = new Client(['timeout' => 10, 'allow_redirects' => false]);
        $this->api = new MemberListsApi($http, (new Configuration())->setHost($url));
    }

    private function call(string $operation, object $query): object
    {
        try {
            $page = $this->api->$operation($this->app, $this->admin, $this->userSig, (self::$newRandom)(), ContentType::JSON, $query);
        } catch (Throwable $error) {
            // Its text has the URL, with the signature.
            throw new Refused(get_class($error) . ' ' . $error->getCode());
        }
        if (!method_exists($page, 'getErrorCode')) throw new Refused('no page');
        if ($page->getErrorCode() !== 0 || $page->getActionStatus() === 'FAIL') {
            throw new Refused((string) $page->getErrorInfo(), $page->getErrorCode());
        }
        return $page;
    }

    public function bannedMembers(string $group): Generator
    {
        $query = new BannedMembersQuery(['group_id' => $group, 'limit' => 100, 'offset' => 0]);
        do {
            $page = $this->call('getGroupBanMember', $query);
            yield from $page->getBannedAccountList() ?? [];
            $query->setOffset($page->getNextOffset() ?? 0);
        } while ($query->getOffset());
    }

    public function groupMembers(string $group, string $permissionGroup, array $fields, array $custom): Generator
    {
        $query = new PermissionGroupMembersQuery(['group_id' => $group, 'permission_group_id' => $permissionGroup, 'limit' => 50, 'next' => '']);
        if ($fields) $query->setMemberInfoFilter($fields);
        if ($custom) $query->setAppDefinedDataFilterGroupMember($custom);
        do {
            $page = $this->call('getPermissionGroupMemberList', $query);
            yield from $page->getMemberList() ?? [];
            $query->setNext($page->getNext() ?? '');
        } while ($query->getNext() !== '');
    }
}

Lists::$newRandom = fn () => random_int(0, 2 ** 32 - 1);
